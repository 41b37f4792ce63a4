package org.casebook.interaction.bundle;

import java.util.List;
import org.casebook.error.Issue;
import org.casebook.fhir.Link;
import org.casebook.interaction.Criteria;
import org.casebook.interaction.patch.PatchDocument;
import org.jspecify.annotations.Nullable;

/**
 * An entry with everything that can be known of it before the store is asked.
 *
 * @param links the places in its resource that may point to other entries
 * @param warnings what its checks have to say
 * @param patch what a PATCH does; null for others
 * @param criteria what decides about a conditional entry; null for others
 */
record PreparedEntry(
        RequestEntry entry,
        List<Link> links,
        List<Issue> warnings,
        @Nullable PatchDocument patch,
        @Nullable Criteria criteria) {

    /** The same with the links of another tree: of what a patch has made. */
    PreparedEntry withLinks(List<Link> others) {
        return new PreparedEntry(entry, others, warnings, patch, criteria);
    }

    Verb method() {
        return entry.method();
    }
}
