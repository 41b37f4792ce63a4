package org.casebook.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.casebook.bench.Report.ServerReport;

/** The result as a Markdown table: of one server, or of two with their ratios. */
public final class TextTable {
    private TextTable() {}

    public static String of(Report report) {
        List<String> lines = new ArrayList<>();
        for (ServerReport server : report.servers()) {
            lines.add(server.software() + " at " + server.address() + memory(server));
        }
        lines.add("");
        lines.addAll(
                report.servers().size() == 2
                        ? versus(report.servers())
                        : alone(report.servers().get(0)));
        report.problems().forEach(problem -> lines.add("PROBLEM: " + problem));
        return String.join("\n", lines);
    }

    /** One row for the progress. */
    static String line(Row row) {
        return String.format(
                Locale.ROOT,
                "%-46s %3d × %10.0f/s   %8s µs CPU   p50 %d µs, p99 %d µs%s",
                row.title(),
                row.connections(),
                row.rate(),
                number(row.cpuMicros()),
                row.p50(),
                row.p99(),
                row.errors() > 0 ? "   " + row.errors() + " ERRORS" : "");
    }

    private static List<String> alone(ServerReport server) {
        List<String> lines = new ArrayList<>();
        lines.add("| work | connections | a second | CPU µs a request | p50 µs | p99 µs | errors |");
        lines.add("|---|--:|--:|--:|--:|--:|--:|");
        for (Row row : server.rows()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.0f | %s | %d | %d | %d |",
                    row.title(),
                    row.connections(),
                    row.rate(),
                    number(row.cpuMicros()),
                    row.p50(),
                    row.p99(),
                    row.errors()));
        }
        return lines;
    }

    private static List<String> versus(List<ServerReport> servers) {
        List<String> lines = new ArrayList<>();
        lines.add("| work | connections | A a second | B a second | A : B | CPU µs A | CPU µs B | B : A |");
        lines.add("|---|--:|--:|--:|--:|--:|--:|--:|");
        for (Row a : servers.get(0).rows()) {
            Optional<Row> other = servers.get(1).row(a);
            other.ifPresent(b -> lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.0f | %.0f | %s | %s | %s | %s |",
                    a.title(),
                    a.connections(),
                    a.rate(),
                    b.rate(),
                    ratio(a.rate(), b.rate()),
                    number(a.cpuMicros()),
                    number(b.cpuMicros()),
                    ratio(b.cpuMicros(), a.cpuMicros()))));
        }
        return lines;
    }

    private static String memory(ServerReport server) {
        return server.residentAfter() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        " (memory %d MB before, %d MB after)",
                        server.residentBefore() / 1_000_000,
                        server.residentAfter() / 1_000_000);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.0f", value);
    }

    private static String ratio(double left, double right) {
        double ratio = left / right;
        return Double.isNaN(ratio) || Double.isInfinite(ratio) ? "–" : String.format(Locale.ROOT, "%.1f ×", ratio);
    }
}
