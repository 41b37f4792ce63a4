package org.casebook.server.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.casebook.fhir.ResourceKey;

/** A way to write into a store. Each method returns when the write has been acknowledged, and throws when it was not. */
interface Writes {
    Version create(ObjectNode resource) throws NotAcknowledged;

    Version update(ResourceKey key, ObjectNode resource) throws NotAcknowledged;

    /** Empty when there was nothing to delete. */
    Optional<Version> delete(ResourceKey key) throws NotAcknowledged;

    /** All of these under the id that each has, or none. */
    void transaction(List<ObjectNode> resources) throws NotAcknowledged;

    /** The id of the only resource of this type with this identifier, which is the given one if there was none. */
    String createIfNone(ObjectNode resource, String identifier) throws NotAcknowledged;

    /** What a client is told of a version: its number, and a hash of its bytes (0 for a deletion). */
    record Version(ResourceKey key, long number, int hash) {}

    /** Nobody was told anything: the write may have happened or not. */
    final class NotAcknowledged extends Exception {
        private static final long serialVersionUID = 1L;

        NotAcknowledged(Throwable cause) {
            super(cause);
        }

        NotAcknowledged(String answer) {
            super(answer);
        }
    }
}
