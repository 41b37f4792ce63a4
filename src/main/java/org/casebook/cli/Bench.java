package org.casebook.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.casebook.bench.Benchmark;
import org.casebook.bench.Chart;
import org.casebook.bench.DataSet;
import org.casebook.bench.JsonReport;
import org.casebook.bench.Plan;
import org.casebook.bench.Report;
import org.casebook.bench.StartMeasure;
import org.casebook.bench.Target;
import org.casebook.bench.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code casebook bench}: measures a FHIR server over HTTP, or two in turn. */
@Command(
        name = "bench",
        description = {
            "Measure a FHIR server over HTTP, or two in turn with their ratios.",
            "",
            "A data set made from a seed (each patient with 25 other resources, one transaction Bundle) is loaded unless the"
                    + " server has it already; it stays there, with what the writing measures add. Use a server whose"
                    + " data do not matter."
        },
        footer = {"", "Exit codes: 0 all answers right, 1 a wrong answer or an error, 2 wrong usage, 4 no answer."})
final class Bench implements Callable<Integer> {
    private static final int EXIT_WRONG = 1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help = new HelpOption();

    @Option(names = "--server", paramLabel = "URL", description = "FHIR base address. Default: ${DEFAULT-VALUE}.")
    private String server = "http://127.0.0.1:8080/fhir";

    @Option(names = "--versus", paramLabel = "URL", description = "A second server to compare the first with.")
    private String versus = "";

    @Option(
            names = "--pid",
            split = ",",
            paramLabel = "PID",
            description = "Processes of the server on this machine (server, database): their CPU time is measured.")
    private List<Long> pids = new ArrayList<>();

    @Option(names = "--versus-pid", split = ",", paramLabel = "PID", description = "The same for the second server.")
    private List<Long> versusPids = new ArrayList<>();

    @Option(names = "--seed", description = "Seed of the data set. Default: ${DEFAULT-VALUE}.")
    private long seed = 42;

    @Option(names = "--patients", description = "Patients of the data set. Default: ${DEFAULT-VALUE}.")
    private int patients = 1000;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Measures to run: bare, read, vread, code, recent, family, date, has, include, everything, create,"
                            + " update, correct, validate. Default: all.")
    private List<String> only = Plan.allMeasures();

    @Option(names = "--connections", split = ",", description = "Connections at the same time. Default: 1,8,32.")
    private List<Integer> connections = List.of(1, 8, 32);

    @Option(names = "--warm-up", description = "Seconds before each measure. Default: ${DEFAULT-VALUE}.")
    private double warmUp = 2;

    @Option(names = "--seconds", description = "Length of each run. Default: ${DEFAULT-VALUE}.")
    private double seconds = 2;

    @Option(names = "--runs", description = "Runs of each measure; the median counts. Default: ${DEFAULT-VALUE}.")
    private int runs = 3;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
    private Path json;

    @Option(names = "--chart", paramLabel = "FILE", description = "Write the result as a picture (SVG).")
    private Path chart;

    @Option(
            names = "--start",
            paramLabel = "COMMAND",
            description =
                    "Measure the start instead: run this command (words separated by blanks) --runs times, each until"
                            + " --server answers /metadata.")
    private String start = "";

    @Override
    public Integer call() throws InterruptedException {
        try {
            return start.isEmpty() ? measure() : measureStart();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (IOException e) {
            spec.commandLine().getErr().println("casebook: " + e.getMessage());
            return Casebook.EXIT_STORE;
        }
    }

    private int measure() throws IOException, InterruptedException {
        List<Target> targets = new ArrayList<>(List.of(Target.of(server, pids)));
        if (!versus.isEmpty()) {
            targets.add(Target.of(versus, versusPids));
        }
        PrintWriter err = spec.commandLine().getErr();
        Report report = new Benchmark(plan(), line -> {
                    err.println(line);
                    err.flush();
                })
                .run(targets);
        spec.commandLine().getOut().println(TextTable.of(report));
        if (json != null) {
            Files.write(json, JsonReport.of(report));
        }
        if (chart != null) {
            Files.writeString(chart, Chart.of(report));
        }
        return report.problems().isEmpty() ? 0 : EXIT_WRONG;
    }

    private Plan plan() {
        return new Plan(new DataSet(seed, patients), only, connections, time(warmUp), time(seconds), runs);
    }

    private int measureStart() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        for (int run = 0; run < runs; run++) {
            StartMeasure.Start one = StartMeasure.run(List.of(start.trim().split("\\s+")), server);
            out.println(String.format(
                    Locale.ROOT,
                    "first /metadata after %.2f s, %.2f s of CPU; %d MB resident 3 s later",
                    one.seconds(),
                    one.cpuSeconds(),
                    one.residentBytes() / 1_000_000));
            out.flush();
        }
        return 0;
    }

    private static Duration time(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
