package org.casebook.interaction;

import java.util.List;
import org.casebook.fhir.ResourceKey;
import org.casebook.store.ReadSession;

/** What search answers to the conditional interactions: only who matches, in the state that they are about to change. */
@FunctionalInterface
public interface Matches {

    /** The resources that match, at most as many as asked for; throws a 400 for criteria that are no search. */
    List<ResourceKey> find(ReadSession session, Criteria criteria, int limit);
}
