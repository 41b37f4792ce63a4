package org.casebook.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.casebook.fhir.Json;
import org.casebook.index.tables.IndexWriter;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/**
 * Computes again what can be computed: the checksum of every version, what each says of itself, that no version is
 * missing, and every index row. Reads only, while the store is in use.
 */
public final class Verify {
    private static final int PORTION = 200;
    private static final int MOST_PROBLEMS = 1000;
    private final ResourceStore store;
    private final IndexWriter index;
    private final List<String> problems = new ArrayList<>();
    private long resources;
    private long versions;

    private Verify(ResourceStore store, IndexWriter index) {
        this.store = store;
        this.index = index;
    }

    /**
     * What was looked at and what is wrong.
     *
     * @param problems a line each, not more than a thousand
     */
    public record Report(long resources, long versions, List<String> problems) {
        public boolean isSound() {
            return problems.isEmpty();
        }
    }

    /** Looks at the whole store. */
    public static Report run(ResourceStore store, IndexWriter index, LongConsumer progress) {
        return new Verify(store, index).run(progress);
    }

    private Report run(LongConsumer progress) {
        long after = Long.MIN_VALUE;
        while (true) {
            long from = after;
            List<Long> pids = store.read(reader -> portion(reader.session(), from));
            if (pids.isEmpty()) {
                break;
            }
            after = pids.get(pids.size() - 1);
            progress.accept(resources);
        }
        long orphans = store.read(reader -> index.orphans(reader.session()));
        if (orphans > 0) {
            problem(orphans + " index rows belong to no resource; 'casebook reindex' removes them");
        }
        return new Report(resources, versions, List.copyOf(problems));
    }

    private List<Long> portion(Session session, long after) {
        Sql next = Sql.of("select pid from resource where pid > ? order by pid limit ?", after, PORTION);
        List<Long> pids = session.list(next, row -> row.getLong(1));
        if (!pids.isEmpty()) {
            long last = pids.get(pids.size() - 1);
            current(session, after, last);
            superseded(session, after, last);
            holes(session, after, last);
        }
        return pids;
    }

    private void current(Session session, long after, long last) {
        List<StoredResource> sound = new ArrayList<>();
        for (Checked row : checked(session, "resource", after, last)) {
            resources++;
            if (isSound(row) && !row.version.deleted()) {
                sound.add(row.version);
            }
        }
        for (StoredResource resource : sound) {
            int wrong = index.differences(session, List.of(Change.unchanged(resource)));
            if (wrong > 0) {
                problem(resource.key() + ": " + wrong
                        + " index rows are missing or too many; 'casebook reindex' repairs them");
            }
        }
    }

    private void superseded(Session session, long after, long last) {
        checked(session, "superseded", after, last).forEach(this::isSound);
    }

    private void holes(Session session, long after, long last) {
        Sql found = Sql.of(
                "select r.type, r.id, r.version, (select count(*) from superseded s where s.pid = r.pid and s.version >="
                        + " r.version) from resource r where r.pid > ? and r.pid <= ?",
                after,
                last);
        session.each(found, row -> {
            if (row.getLong(4) > 0) {
                problem(row.getString(1) + "/" + row.getString(2)
                        + ": a superseded version is newer than the current one");
            }
        });
    }

    private List<Checked> checked(Session session, String table, long after, long last) {
        Sql rows = Sql.of(
                "select " + Rows.COLUMNS + ", checksum from " + table + " where pid > ? and pid <= ? order by pid",
                after,
                last);
        return Rows.listWith(session, rows, (version, row) -> new Checked(version, row.getInt(9)));
    }

    private boolean isSound(Checked row) {
        versions++;
        StoredResource version = row.version;
        String name = version.key() + " version " + version.version();
        if (Changes.checksum(version.content()) != row.checksum) {
            problem(name + ": its checksum does not fit; restore it from a backup");
            return false;
        }
        return version.deleted() || saysTheSame(name, version);
    }

    private boolean saysTheSame(String name, StoredResource version) {
        ObjectNode tree = Json.stored(version.content());
        boolean same = tree.path("resourceType").asText().equals(version.key().type())
                && tree.path("id").asText().equals(version.key().id())
                && tree.path("meta").path("versionId").asText().equals(Long.toString(version.version()))
                && Instant.parse(tree.path("meta").path("lastUpdated").asText()).equals(version.lastUpdated());
        if (!same) {
            problem(name + ": its content says another type, id, version or time than its row");
        }
        return same;
    }

    private void problem(String text) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(text);
        }
    }

    private record Checked(StoredResource version, int checksum) {}
}
