package org.casebook.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.casebook.http.DocumentProvider;
import org.casebook.http.Operation;
import org.casebook.http.ValidateProvider;
import org.casebook.interaction.Create;
import org.casebook.interaction.Document;
import org.casebook.interaction.InvariantCheck;
import org.casebook.interaction.ProfileCheck;
import org.casebook.interaction.Read;
import org.casebook.interaction.StoredDefinitions;
import org.casebook.interaction.StoredReferences;
import org.casebook.interaction.WriteCheck;
import org.casebook.store.ResourceStore;
import org.casebook.validation.CaseLibrary;
import org.casebook.validation.Validation;
import org.casebook.validation.Validator;

/** The validator of a server, and all that stands on it. */
final class Validating implements AutoCloseable {
    private final ResourceStore store;
    private final Validator validator;
    private final StoredReferences references;
    private final boolean onWrite;
    private final boolean invariants;

    Validating(ResourceStore store, Configuration configuration) {
        this.store = store;
        this.validator = Validator.over(
                new StoredDefinitions(store, configuration.get(Settings.DEFINITION_MEMORY)),
                Validator.Limits.ofThisMachine());
        this.references = new StoredReferences(store);
        this.onWrite = configuration.get(Settings.VALIDATE_ON_WRITE);
        this.invariants = configuration.get(Settings.INVARIANTS).equals("enforce");
    }

    /** What every write must pass. */
    List<WriteCheck> checks() {
        List<WriteCheck> checks = new ArrayList<>();
        if (invariants || onWrite) {
            checks.add(new InvariantCheck(invariants, onWrite));
        }
        if (onWrite) {
            checks.add(new ProfileCheck(validator, references));
        }
        return checks;
    }

    /** $validate and $document. */
    List<Operation> operations(Create create) {
        Document document = new Document(new Read(store), references, create, Clock.systemUTC());
        return List.of(
                new ValidateProvider(new Validation(validator), references).operation(),
                new DocumentProvider(document).operation());
    }

    /** Loads the rules in the background, with one resource of each type; call it once the port is open. */
    void warmUp() {
        CaseLibrary library = CaseLibrary.shipped();
        Map<String, ObjectNode> samples = new LinkedHashMap<>();
        for (String name : library.caseNames()) {
            library.caseResources(name)
                    .forEach(r -> samples.putIfAbsent(r.path("resourceType").asText(), r));
        }
        validator.warmUp(List.copyOf(samples.values()));
    }

    @Override
    public void close() {
        validator.close();
    }
}
