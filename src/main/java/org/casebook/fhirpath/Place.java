package org.casebook.fhirpath;

import org.casebook.fhir.ElementDefinition;
import org.jspecify.annotations.Nullable;

/** Where an element stands, as the key of a hash table: the object that holds it, by identity, and the step. */
record Place(Object holder, @Nullable ElementDefinition role, int index) {

    static Place of(Element element) {
        Element parent = element.parent();
        Object holder = parent == null ? null : parent.fields();
        return new Place(holder == null ? element.json() : holder, element.role(), element.index());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Place place && place.holder == holder && place.role == role && place.index == index;
    }

    @Override
    public int hashCode() {
        return (System.identityHashCode(holder) * 31 + System.identityHashCode(role)) * 31 + index;
    }
}
