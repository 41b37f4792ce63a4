package org.casebook.interaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.validation.CaseBundles;
import org.casebook.validation.ReferenceResolver;

/** Composition/$document (R4 section 2.42.8): the document of a stored Composition. */
public final class Document {
    private final Read read;
    private final ReferenceResolver stored;
    private final Create create;
    private final Clock clock;

    public Document(Read read, ReferenceResolver stored, Create create, Clock clock) {
        this.read = read;
        this.stored = stored;
        this.create = create;
        this.clock = clock;
    }

    /**
     * @param base the address of this server, which full URLs begin with
     */
    public ObjectNode run(String id, String base) {
        ObjectNode composition =
                Json.stored(read.run(new ResourceKey("Composition", id)).content());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return CaseBundles.document(composition, stored, base, now.toString());
    }

    /** The same, kept as a Bundle of its own. */
    public Written persist(String id, String base) {
        return create.run("Bundle", run(id, base));
    }
}
