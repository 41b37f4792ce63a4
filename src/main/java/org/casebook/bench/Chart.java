package org.casebook.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.casebook.bench.Report.ServerReport;

/** The result as a picture (SVG): requests a second at the highest number of connections, on a logarithmic scale. */
public final class Chart {
    private static final int LEFT = 330;
    private static final int WIDTH = 460;
    private static final int TOP = 70;
    private static final int BAR = 13;
    private static final List<String> COLOURS = List.of("#1b6e8c", "#c9c2b8");

    private final List<ServerReport> servers;
    private final String machine;
    private final double decades;
    private final StringBuilder out = new StringBuilder();

    private Chart(Report report) {
        this.servers = report.servers();
        this.machine = report.machine();
        double most = servers.stream()
                .flatMap(s -> s.rows().stream())
                .mapToDouble(Row::rate)
                .max()
                .orElse(10);
        this.decades = Math.max(1, Math.ceil(Math.log10(most)));
    }

    public static String of(Report report) {
        return new Chart(report).svg();
    }

    private String svg() {
        List<Row> rows = servers.get(0).rows().stream()
                .filter(row -> row.connections() == most(row.measure()))
                .toList();
        int line = BAR * servers.size() + 10;
        int height = TOP + rows.size() * line + 40;
        out.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n",
                LEFT + WIDTH + 90,
                height));
        text(16, 24, "start", "Requests a second, most connections measured (logarithmic scale)");
        legend();
        scale(height - 30);
        for (int i = 0; i < rows.size(); i++) {
            bars(rows.get(i), TOP + i * line);
        }
        text(16, height - 8, "start", machine);
        return out.append("</svg>\n").toString();
    }

    private int most(String measure) {
        return servers.get(0).rows().stream()
                .filter(row -> row.measure().equals(measure))
                .mapToInt(Row::connections)
                .max()
                .orElse(0);
    }

    private void legend() {
        for (int i = 0; i < servers.size(); i++) {
            int x = 16 + i * 260;
            rect(x, 36, 12, 12, COLOURS.get(i));
            text(x + 18, 46, "start", servers.get(i).software());
        }
    }

    private void scale(int bottom) {
        for (int decade = 0; decade <= decades; decade++) {
            int x = x(Math.pow(10, decade));
            out.append(String.format("<path d=\"M%d %d V%d\" stroke=\"#e4e4e4\"/>%n", x, TOP - 6, bottom));
            text(x, TOP - 10, "middle", String.format(Locale.ROOT, "%,d", (long) Math.pow(10, decade)));
        }
    }

    private void bars(Row row, int y) {
        text(LEFT - 8, y + BAR * servers.size() / 2 + 4, "end", row.title() + " · " + row.connections());
        for (int i = 0; i < servers.size(); i++) {
            Optional<Row> own = servers.get(i).row(row);
            if (own.isPresent()) {
                int end = x(own.get().rate());
                rect(LEFT, y + i * BAR, end - LEFT, BAR - 2, COLOURS.get(i));
                text(
                        end + 5,
                        y + i * BAR + 10,
                        "start",
                        String.format(Locale.ROOT, "%,.0f", own.get().rate()));
            }
        }
    }

    private int x(double rate) {
        return LEFT + (int) Math.round(Math.log10(Math.max(1, rate)) / decades * WIDTH);
    }

    private void rect(int x, int y, int width, int height, String colour) {
        out.append(String.format(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n", x, y, width, height, colour));
    }

    private void text(int x, int y, String anchor, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        out.append(String.format("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, escaped));
    }
}
