package org.casebook.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.casebook.bench.Report.ServerReport;

/** Measures one server, or two in turn so that both see the same machine. */
public final class Benchmark {
    private final Plan plan;
    private final Consumer<String> progress;
    private final List<String> problems = new ArrayList<>();

    /** @param progress is told what is being done, for a person who waits */
    public Benchmark(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * @throws IOException if a server does not answer, or refuses the data
     */
    public Report run(List<Target> targets) throws IOException, InterruptedException {
        List<Session> sessions = new ArrayList<>();
        for (Target target : targets) {
            sessions.add(open(target));
        }
        for (String name : plan.only()) {
            for (int connections : plan.connections()) {
                for (Session session : sessions) {
                    session.measure(name, connections);
                }
            }
        }
        if (plan.wants("bare")) {
            sessions.get(0).measureBare();
        }
        List<ServerReport> reports = new ArrayList<>();
        for (Session session : sessions) {
            reports.add(session.close());
        }
        return new Report(plan, Machine.describe(), reports, List.copyOf(problems));
    }

    /** Over a connection of its own: a load may take longer than a server keeps an idle one. */
    private WriteTargets targets(Target target) throws IOException {
        if (plan.only().stream().noneMatch(Measures::writes)) {
            return WriteTargets.none();
        }
        try (Connection connection = Connection.open(target.address())) {
            return WriteTargets.prepare(connection);
        }
    }

    private Session open(Target target) throws IOException, InterruptedException {
        long resident = target.process().residentBytes();
        try (Connection connection = Connection.open(target.address())) {
            String software = software(connection);
            progress.accept(target.address() + ": " + software);
            List<Row> rows = new ArrayList<>();
            Optional<Loaded> found = new Finder(connection, plan.data()).find();
            Loaded loaded =
                    found.isPresent() ? found.get() : new Loader(target, plan.data()).load(row -> add(rows, row));
            WriteTargets targets = targets(target);
            Session session = new Session(target, software, resident, loaded, Measures.of(loaded, targets), rows);
            session.verify("before");
            return session;
        }
    }

    private void add(List<Row> rows, Row row) {
        rows.add(row);
        progress.accept(TextTable.line(row));
    }

    private static String software(Connection connection) throws IOException {
        JsonNode metadata = connection.require(Call.get("/metadata")).json();
        JsonNode software = metadata.path("software");
        return (software.path("name").asText("unknown software") + " "
                        + software.path("version").asText())
                .trim();
    }

    /** One server while it is measured. */
    private final class Session {
        private final Target target;
        private final String software;
        private final long resident;
        private final Loaded loaded;
        private final List<Measure> measures;
        private final List<Row> rows;

        Session(Target target, String software, long resident, Loaded loaded, List<Measure> measures, List<Row> rows) {
            this.target = target;
            this.software = software;
            this.resident = resident;
            this.loaded = loaded;
            this.measures = measures;
            this.rows = rows;
        }

        void measure(String name, int connections) throws IOException, InterruptedException {
            for (Measure measure : measures) {
                if (measure.name().equals(name)) {
                    add(rows, new Burst(plan, target, problems::add).run(measure, connections));
                }
            }
        }

        void measureBare() throws IOException, InterruptedException {
            try (Connection connection = Connection.open(target.address())) {
                byte[] body = connection
                        .require(Call.get(new Queries(loaded).read(0)))
                        .body();
                new BareMeasure(plan).run(body, problems::add).forEach(row -> add(rows, row));
            }
        }

        void verify(String when) throws IOException {
            try (Connection connection = Connection.open(target.address())) {
                Verification verification = new Verification(connection, loaded);
                List<String> wrong = verification.run(plan);
                problems.addAll(wrong);
                progress.accept(verification.checked() + " answers checked " + when + ": "
                        + (wrong.isEmpty() ? "all right" : wrong.size() + " WRONG"));
            }
        }

        ServerReport close() throws IOException {
            verify("after");
            return new ServerReport(
                    target.address().toString(),
                    software,
                    List.copyOf(rows),
                    resident,
                    target.process().residentBytes());
        }
    }
}
