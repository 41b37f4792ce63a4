package org.casebook.index;

import java.util.function.Consumer;
import org.casebook.fhirpath.Element;

/** How the values of one parameter come out of a resource of one type. */
@FunctionalInterface
interface Extraction {
    void extract(Element resource, Consumer<? super IndexValue> out);
}
