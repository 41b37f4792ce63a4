package org.casebook.interaction;

import java.util.List;
import org.casebook.fhir.ResourceKey;
import org.casebook.store.ReadSession;

/** Who points to a resource, in the state of a session. */
@FunctionalInterface
public interface Referrers {

    /** Living resources with a reference to the target, the target itself left out; at most as many as asked for. */
    List<ResourceKey> of(ReadSession session, ResourceKey target, int limit);
}
