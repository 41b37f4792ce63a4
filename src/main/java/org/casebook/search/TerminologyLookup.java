package org.casebook.search;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a search must know of terminology, for {@code :in}, {@code :not-in}, {@code :above} and {@code :below}. */
public interface TerminologyLookup {

    /** A code of a system. */
    record Code(@Nullable String system, String code) {}

    /** The codes of a value set, by its canonical url (with or without version); empty where it is not known. */
    Optional<List<Code>> members(String valueSet);

    /** The code and all that it subsumes, in its system or (null) in any; empty where it is not known. */
    Optional<List<Code>> below(@Nullable String system, String code);

    /** The code and all that subsume it, in its system or (null) in any; empty where it is not known. */
    Optional<List<Code>> above(@Nullable String system, String code);
}
