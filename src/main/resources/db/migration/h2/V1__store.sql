-- The store. Two rules that every other table keeps too (V2 and later):
--   * A resource is named by pid, a number that it keeps for life. No foreign keys between resources, no shared table of
--     values: a row of an index carries the pid of its resource and nothing of another one.
--   * Every primary key contains pid. On PostgreSQL the tables can then be cut by ranges of pid (its ten leading bits are
--     a hash of the patient's compartment); on H2 these bits are 0 and pid grows with time.
-- Times are milliseconds since 1970 in UTC. txn grows with every transaction; see the class SnapshotMarker.

-- The newest version of every resource, also of a deleted one (then content is empty).
create table resource (
    pid     bigint               not null primary key,
    type    varchar(64)          not null,
    id      varchar(64)          not null,
    version bigint               not null,
    updated bigint               not null,
    txn     bigint               not null,
    method  varchar(6)           not null,
    deleted boolean              not null,
    pieces  int                  not null, -- how many rows of piece hold the content; 0: it is in this row
    checksum int                 not null, -- CRC-32C of the whole content
    content varbinary(1048576)   not null
);
create unique index resource_key on resource (type, id);
create index resource_listed on resource (type, deleted, pid);
create index resource_type_updated on resource (type, updated, pid);
create index resource_updated on resource (updated, pid);

-- The versions before. A version was valid from updated to ended.
create table superseded (
    pid     bigint               not null,
    version bigint               not null,
    type    varchar(64)          not null,
    id      varchar(64)          not null,
    updated bigint               not null,
    ended   bigint               not null,
    txn     bigint               not null,
    method  varchar(6)           not null,
    deleted boolean              not null,
    pieces  int                  not null,
    checksum int                 not null, -- CRC-32C of the whole content
    content varbinary(1048576)   not null,
    primary key (pid, version)
);
create index superseded_type_updated on superseded (type, updated, pid);
create index superseded_updated on superseded (updated, pid);

-- Content that is longer than a binary column of H2 can be.
create table piece (
    pid     bigint               not null,
    version bigint               not null,
    part    int                  not null,
    content varbinary(1048576)   not null,
    primary key (pid, version, part)
);

-- One row: the last transaction, and the last pid that was given.
create table store_state (
    one     int    not null primary key,
    txn     bigint not null,
    pid     bigint not null
);
insert into store_state values (1, 0, 0);
