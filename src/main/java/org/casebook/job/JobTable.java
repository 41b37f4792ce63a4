package org.casebook.job;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.casebook.jdbc.RowMapper;
import org.casebook.jdbc.Sql;
import org.casebook.job.Job.State;
import org.casebook.store.ReadSession;
import org.casebook.store.ResourceStore;
import org.casebook.store.UnitOfWork;

/** The tables of jobs. */
final class JobTable {
    private static final int PART = 1_000_000;
    private static final String COLUMNS = "select id, state, repeatable, created, status from job";
    private static final RowMapper<Job> JOB = row -> new Job(
            row.getString(1),
            State.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
            row.getBoolean(3),
            Instant.ofEpochMilli(row.getLong(4)),
            row.getInt(5));
    private final ResourceStore store;

    JobTable(ResourceStore store) {
        this.store = store;
    }

    String add(byte[] request, boolean repeatable) {
        String id = UUID.randomUUID().toString();
        store.write(unit -> {
            unit.execute(Sql.of(
                    "insert into job (id, state, repeatable, created, busy_until, status) values (?, 'waiting', ?, ?, 0, 0)",
                    id,
                    repeatable,
                    unit.now().toEpochMilli()));
            keep(unit, id, "request", request);
            return id;
        });
        return id;
    }

    Optional<Job> find(String id) {
        return store.read(session -> session.session().first(Sql.of(COLUMNS + " where id = ?", id), JOB));
    }

    byte[] content(String id, String kind) {
        return store.read(session -> parts(session, id, kind));
    }

    long waiting() {
        return store.read(
                session -> session.session().number(Sql.of("select count(*) from job where state <> 'done'")));
    }

    /** Takes the oldest job that nobody works on; the lease says until when. */
    Optional<Job> claim(long leaseMillis) {
        return store.write(unit -> {
            long now = unit.now().toEpochMilli();
            Optional<Job> next = unit.session()
                    .first(
                            Sql.of(
                                    COLUMNS + " where state <> 'done' and busy_until < ? order by created, id limit 1",
                                    now),
                            JOB);
            return next.filter(job -> unit.execute(Sql.of(
                            "update job set state = 'running', busy_until = ? where id = ? and state <> 'done' and busy_until < ?",
                            now + leaseMillis,
                            job.id(),
                            now))
                    == 1);
        });
    }

    /** False if the job is gone: cancelled, here or on another node. */
    boolean extend(String id, long leaseMillis) {
        return store.write(unit -> unit.execute(Sql.of(
                        "update job set busy_until = ? where id = ? and state = 'running'",
                        unit.now().toEpochMilli() + leaseMillis,
                        id)))
                == 1;
    }

    /** Keeps the answer; a job that was cancelled meanwhile keeps none. */
    void finish(String id, Answer answer) {
        store.write(unit -> {
            int known = unit.execute(Sql.of(
                    "update job set state = 'done', status = ?, busy_until = 0 where id = ?", answer.status(), id));
            if (known == 1) {
                keep(unit, id, "answer", answer.content());
            }
            return known;
        });
    }

    boolean remove(String id) {
        return store.write(unit -> {
            unit.execute(Sql.of("delete from job_part where id = ?", id));
            return unit.execute(Sql.of("delete from job where id = ?", id)) == 1;
        });
    }

    /** Removes what nobody has fetched for so long. */
    void removeOlderThan(Instant time) {
        List<String> old = store.read(session -> session.session()
                .list(
                        Sql.of("select id from job where state = 'done' and created < ?", time.toEpochMilli()),
                        row -> row.getString(1)));
        old.forEach(this::remove);
    }

    private static void keep(UnitOfWork unit, String id, String kind, byte[] content) {
        for (int from = 0, part = 0; from < content.length; from += PART, part++) {
            unit.execute(Sql.of(
                    "insert into job_part (id, kind, part, content) values (?, ?, ?, ?)",
                    id,
                    kind,
                    part,
                    Arrays.copyOfRange(content, from, Math.min(content.length, from + PART))));
        }
    }

    private static byte[] parts(ReadSession session, String id, String kind) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        session.session()
                .each(
                        Sql.of("select content from job_part where id = ? and kind = ? order by part", id, kind),
                        row -> all.writeBytes(row.getBytes(1)));
        return all.toByteArray();
    }
}
