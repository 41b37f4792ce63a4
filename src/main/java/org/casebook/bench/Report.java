package org.casebook.bench;

import java.util.List;
import java.util.Optional;

/**
 * What a benchmark found.
 *
 * @param machine processor, memory and Java of the machine that measured
 * @param problems wrong answers and errors; empty when the figures can be trusted
 */
public record Report(Plan plan, String machine, List<ServerReport> servers, List<String> problems) {

    /**
     * One server's part.
     *
     * @param residentBefore bytes in RAM when the benchmark began; 0 if not known
     * @param residentAfter bytes in RAM when it had ended
     */
    public record ServerReport(
            String address, String software, List<Row> rows, long residentBefore, long residentAfter) {

        Optional<Row> row(Row like) {
            return rows.stream()
                    .filter(r -> r.measure().equals(like.measure()) && r.connections() == like.connections())
                    .findFirst();
        }
    }
}
