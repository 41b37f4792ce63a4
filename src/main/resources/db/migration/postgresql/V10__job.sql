-- Requests that are carried out later (R4 async pattern). busy_until keeps two processes from doing the same work.
create table job (
    id         varchar(64)      not null primary key,
    state      varchar(10)      not null, -- waiting, running, done
    repeatable boolean          not null, -- whether it may be run again after it was interrupted
    created    bigint           not null,
    busy_until bigint           not null,
    status     int              not null
);

-- The request and the answer, in portions of the length that a binary column can have.
create table job_part (
    id      varchar(64)         not null,
    kind    varchar(10)         not null, -- request, answer
    part    int                 not null,
    content bytea  not null,
    primary key (id, kind, part)
);
