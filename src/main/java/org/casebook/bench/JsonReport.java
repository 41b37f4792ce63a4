package org.casebook.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.casebook.bench.Report.ServerReport;
import org.casebook.fhir.Json;

/** The result as JSON, for a program. */
public final class JsonReport {
    private JsonReport() {}

    public static byte[] of(Report report) {
        ObjectNode root = Json.object().put("machine", report.machine());
        root.put("seed", report.plan().data().seed());
        root.put("patients", report.plan().data().patients());
        root.put("runs", report.plan().runs());
        root.put("runMillis", report.plan().run().toMillis());
        report.servers()
                .forEach(server -> write(server, root.withArray("servers").addObject()));
        report.problems().forEach(root.putArray("problems")::add);
        return Json.writePretty(root);
    }

    private static void write(ServerReport server, ObjectNode node) {
        node.put("address", server.address()).put("software", server.software());
        node.put("residentBefore", server.residentBefore()).put("residentAfter", server.residentAfter());
        for (Row row : server.rows()) {
            ObjectNode line = node.withArray("rows").addObject();
            line.put("measure", row.measure()).put("title", row.title()).put("connections", row.connections());
            line.put("perSecond", row.rate());
            if (!Double.isNaN(row.cpuMicros())) {
                line.put("cpuMicros", row.cpuMicros());
            }
            line.put("p50Micros", row.p50()).put("p99Micros", row.p99()).put("errors", row.errors());
        }
    }
}
