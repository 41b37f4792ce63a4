package org.casebook.soak;

import java.util.Set;
import org.casebook.fuzz.Input;

/** One request and the statuses that are right for it. */
record Step(String name, Input input, Set<Integer> expected) {}
