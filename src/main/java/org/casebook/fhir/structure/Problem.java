package org.casebook.fhir.structure;

import java.util.List;
import org.casebook.error.Issue;

/**
 * An issue before its place in the text is known.
 *
 * @param path names and indexes from the root of the tree
 */
record Problem(Issue issue, List<Object> path) {}
