package org.casebook.http;

import java.util.function.Supplier;

/** Carries out a request, which is stopped when it takes too long. */
@FunctionalInterface
public interface WorkLimit {
    FhirResponse within(Supplier<FhirResponse> work);
}
