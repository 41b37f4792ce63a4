-- How far each reindexing has come. It is written with the index rows themselves, so that after a crash it goes on from
-- where those rows are; busy_until keeps two processes from doing the same work.
create table reindex (
    name       varchar(200) not null primary key,
    after_pid  bigint       not null,
    done       bigint       not null,
    total      bigint       not null,
    started    bigint       not null,
    busy_until bigint       not null,
    finished   bigint
);
