package org.casebook.interaction.patch;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A patch document, read and found well-formed (R4 section 3.1.0.8). Applying it changes nothing in the tree that is
 * given: either a whole new tree comes back, or an exception says which operation failed and why.
 */
@FunctionalInterface
public interface PatchDocument {

    /** The resource after all operations, which are applied in order. */
    ObjectNode apply(ObjectNode resource);
}
