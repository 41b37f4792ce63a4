package org.casebook.index;

import org.casebook.fhirpath.EvaluationContext;

/** Indexing never reads another resource: {@code resolve() is Patient} is answered by the reference itself. */
enum ReferencedTypes implements EvaluationContext {
    INSTANCE;

    @Override
    public boolean resolvesToStubs() {
        return true;
    }
}
