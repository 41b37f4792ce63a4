package org.casebook.search;

import java.util.List;
import org.casebook.index.SearchParameter;

/** Resources that are part of each other, for {@code :above} and {@code :below} on references. */
interface Hierarchy {

    /** The ids of the resource and of all that are part of it, by the parameter of the type that leads to its own type. */
    List<String> below(SearchParameter part, String type, String id);

    /** The ids of the resource and of all that it is part of. */
    List<String> above(SearchParameter part, String type, String id);
}
