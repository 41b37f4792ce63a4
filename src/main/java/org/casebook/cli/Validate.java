package org.casebook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.casebook.error.CasebookException;
import org.casebook.error.Issue;
import org.casebook.error.Severity;
import org.casebook.fhir.Json;
import org.casebook.fhir.OperationOutcomes;
import org.casebook.fhir.ResourceKey;
import org.casebook.fhir.structure.CheckedResource;
import org.casebook.validation.CaseLibrary;
import org.casebook.validation.ReferenceResolver;
import org.casebook.validation.SourceText;
import org.casebook.validation.Validation;
import org.casebook.validation.Validator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code casebook validate}: what {@code $validate} says, without a server. */
@Command(
        name = "validate",
        description = "Validate resources: JSON, XML and NDJSON files, folders of them, and Bundles.",
        footer = {
            "",
            "References are looked up among the files that are given, then in the shipped cases.",
            "Exit codes: 0 no errors, 1 errors, 2 wrong usage."
        })
final class Validate implements Callable<Integer> {
    /** From so many resources on a progress bar is worth its line. */
    private static final int MANY = 50;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help = new HelpOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files or folders.")
    private List<Path> files = List.of();

    @Option(names = "--profile", paramLabel = "URL", description = "Validate against this profile too; repeatable.")
    private List<String> profiles = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "How to print: one line an issue, or a JSON array of OperationOutcomes.")
    private String format = "text";

    @Option(names = "--errors-only", description = "Leave out warnings and notes.")
    private boolean errorsOnly;

    private final Map<ResourceKey, ObjectNode> known = new HashMap<>();

    @Override
    public Integer call() throws IOException {
        for (Path file : files) {
            if (!Files.exists(file)) {
                throw new ParameterException(spec.commandLine(), file + " does not exist.");
            }
        }
        if (!format.equals("text") && !format.equals("json")) {
            throw new ParameterException(spec.commandLine(), "--format is text or json, not " + format + ".");
        }
        List<SourceDocument> documents = SourceDocument.of(files);
        know(documents);
        Validator.Limits limits = Validator.Limits.patient();
        try (Validator validator = Validator.shipped(limits)) {
            return validate(documents, new Validation(validator));
        }
    }

    private void know(List<SourceDocument> documents) {
        CaseLibrary library = CaseLibrary.shipped();
        library.definitions().forEach(this::know);
        library.caseNames().forEach(name -> library.caseResources(name).forEach(this::know));
        for (SourceDocument document : documents) {
            CheckedResource checked = document.checked();
            document.key(checked).ifPresent(key -> known.put(key, checked.resource()));
        }
    }

    private void know(ObjectNode resource) {
        known.put(
                new ResourceKey(
                        resource.path("resourceType").asText(),
                        resource.path("id").asText()),
                resource);
    }

    private int validate(List<SourceDocument> documents, Validation validation) {
        ReferenceResolver resolver = key -> Optional.ofNullable(known.get(key));
        PrintWriter out = spec.commandLine().getOut();
        ArrayNode outcomes = Json.NODES.arrayNode();
        int errors = 0;
        try (ProgressBar bar = progress(documents.size())) {
            for (SourceDocument document : documents) {
                List<Issue> issues = issues(document, validation, resolver);
                errors += (int)
                        issues.stream().filter(i -> i.severity().isError()).count();
                if (format.equals("json")) {
                    outcomes.add(outcome(document, issues));
                } else {
                    issues.forEach(issue -> out.println(line(document, issue)));
                }
                bar.step();
            }
        }
        if (format.equals("json")) {
            out.println(new String(Json.writePretty(outcomes), StandardCharsets.UTF_8));
        } else {
            out.println(documents.size() + " resources, " + errors + (errors == 1 ? " error" : " errors"));
        }
        out.flush();
        return errors == 0 ? 0 : 1;
    }

    private List<Issue> issues(SourceDocument document, Validation validation, ReferenceResolver resolver) {
        List<Issue> issues;
        try {
            issues = validation.validate(SourceText.of(document.text()), document.checked(), profiles, resolver);
        } catch (CasebookException e) {
            issues = e.issues();
        }
        return issues.stream()
                .filter(i -> !errorsOnly || i.severity().isError())
                .toList();
    }

    private static ProgressBar progress(int count) {
        ProgressBarBuilder builder =
                new ProgressBarBuilder().setTaskName("validate").setInitialMax(count);
        boolean quiet = count < MANY || System.console() == null;
        return quiet ? builder.setConsumer(new SilentProgress()).build() : builder.build();
    }

    private static String line(SourceDocument document, Issue issue) {
        String place = issue.expressions().isEmpty() ? "" : issue.expressions().get(0) + ": ";
        String rule = issue.rule() == null ? "" : " [" + issue.rule() + "]";
        String severity = issue.severity() == Severity.INFORMATION
                ? "note"
                : issue.severity().code();
        return document.place(issue.position()) + ": " + severity + ": "
                + issue.type().code() + ": " + place + issue.text() + rule;
    }

    private static ObjectNode outcome(SourceDocument document, List<Issue> issues) {
        ObjectNode entry = Json.object();
        entry.put("file", document.file().toString());
        entry.put("line", document.firstLine());
        entry.set("outcome", OperationOutcomes.of(issues));
        return entry;
    }
}
