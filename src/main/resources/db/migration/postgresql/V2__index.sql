-- The index tables: posting lists, one table for each type of search parameter. What is in them is derived from the
-- resources and can be rebuilt at any time.
--   * (pid, n) names a row: the rows of one resource stand together in the primary key.
--   * The list of each table starts with param (a number for one parameter on one resource type) and the value, so that
--     one range of it answers one criterion. It ends with sort and pid: the resources of one value stand in the order of
--     their time line (the main date of the type: Observation.date, Encounter.date ..., in milliseconds; the smallest
--     bigint where there is none), so that a page in that order is the beginning of the range.
--   * span is the length of that main date: sort + span is its end, for date criteria that are answered from the list.
--   * No value is shared between tables, no row refers to another resource but by its type and id.
create table index_token (
    pid    bigint       not null,
    n      int          not null,
    param  int          not null,
    system bigint       not null, -- hash of the system; 0 where there is none
    code   varchar(200) collate "C" not null, -- folded
    sort   bigint       not null,
    span   bigint       not null,
    primary key (pid, n)
) ${byPid};
create index index_token_list on index_token (param, system, code, sort, pid, span);

create table index_string (
    pid    bigint       not null,
    n      int          not null,
    param  int          not null,
    val    varchar(200) collate "C" not null, -- folded, its first 100 characters
    exact  varchar collate "C"      not null,
    whole  varchar collate "C",               -- folded, where it is longer than val
    sort   bigint       not null,
    primary key (pid, n)
) ${byPid};
create index index_string_list on index_string (param, val, sort, pid);

create table index_date (
    pid    bigint       not null,
    n      int          not null,
    param  int          not null,
    grain  int          not null, -- class of length of the range, see Grain
    low    bigint       not null,
    high   bigint       not null, -- exclusive
    sort   bigint       not null,
    primary key (pid, n)
) ${byPid};
create index index_date_list on index_date (param, grain, low, high, sort, pid);

create table index_number (
    pid    bigint           not null,
    n      int              not null,
    param  int              not null,
    ranged int              not null, -- 1 where low and high differ
    low    double precision not null,
    high   double precision not null,
    sort   bigint           not null,
    primary key (pid, n)
) ${byPid};
create index index_number_list on index_number (param, ranged, low, high, sort, pid);

create table index_quantity (
    pid    bigint           not null,
    n      int              not null,
    param  int              not null,
    unit   bigint           not null, -- hash of the canonical UCUM unit; 0: the value as it stands
    ranged int              not null,
    low    double precision not null,
    high   double precision not null,
    system bigint           not null,
    code   varchar(200) collate "C",
    label  varchar(200) collate "C",
    sort   bigint           not null,
    primary key (pid, n)
) ${byPid};
create index index_quantity_list on index_quantity (param, unit, ranged, low, high, sort, pid);

create table index_reference (
    pid     bigint       not null,
    n       int          not null,
    param   int          not null,
    target  varchar(300) collate "C" not null, -- logical id, or url
    type    varchar(64) collate "C"  not null, -- empty where target is a url
    version varchar(100) collate "C",
    sort    bigint       not null,
    span    bigint       not null,
    primary key (pid, n)
) ${byPid};
create index index_reference_list on index_reference (param, target, type, sort, pid, span);

create table index_uri (
    pid    bigint       not null,
    n      int          not null,
    param  int          not null,
    val    varchar(300) collate "C" not null,
    sort   bigint       not null,
    primary key (pid, n)
) ${byPid};
create index index_uri_list on index_uri (param, val, sort, pid);

create table index_position (
    pid       bigint           not null,
    n         int              not null,
    param     int              not null,
    latitude  double precision not null,
    longitude double precision not null,
    sort      bigint           not null,
    primary key (pid, n)
) ${byPid};
create index index_position_list on index_position (param, latitude, longitude, sort, pid);

-- One row for each tuple; the columns of its components are a_, b_ and c_. head is what is searched first: the code or
-- the target of the first component.
create table index_composite (
    pid    bigint       not null,
    n      int          not null,
    param  int          not null,
    head   varchar(300) collate "C" not null,
    sort   bigint       not null,
    a_system bigint, a_code varchar(200) collate "C", a_val varchar(300) collate "C", a_exact varchar collate "C", a_whole varchar collate "C", a_target varchar(300) collate "C", a_type varchar(64) collate "C",
    a_version varchar(100) collate "C", a_low double precision, a_high double precision, a_unit bigint, a_ulow double precision, a_uhigh double precision, a_label varchar(200) collate "C",
    b_system bigint, b_code varchar(200) collate "C", b_val varchar(300) collate "C", b_exact varchar collate "C", b_whole varchar collate "C", b_target varchar(300) collate "C", b_type varchar(64) collate "C",
    b_version varchar(100) collate "C", b_low double precision, b_high double precision, b_unit bigint, b_ulow double precision, b_uhigh double precision, b_label varchar(200) collate "C",
    c_system bigint, c_code varchar(200) collate "C", c_val varchar(300) collate "C", c_exact varchar collate "C", c_whole varchar collate "C", c_target varchar(300) collate "C", c_type varchar(64) collate "C",
    c_version varchar(100) collate "C", c_low double precision, c_high double precision, c_unit bigint, c_ulow double precision, c_uhigh double precision, c_label varchar(200) collate "C",
    primary key (pid, n)
) ${byPid};
create index index_composite_list on index_composite (param, head, sort, pid);

-- The words of a resource (content) and of its narrative, each once, folded, between single spaces.
create table index_text (
    pid    bigint  not null,
    n      int     not null,
    param  int     not null,
    words  varchar collate "C" not null,
    sort   bigint  not null,
    primary key (pid, n)
) ${byPid};
create index index_text_list on index_text (param, sort, pid);

-- One row: what signs the page links of this store.
create table search_secret (
    one    int           not null primary key,
    secret bytea not null
);
