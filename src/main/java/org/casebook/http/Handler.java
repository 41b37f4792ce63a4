package org.casebook.http;

/** Answers one kind of request; what it throws becomes an OperationOutcome in one place. */
@FunctionalInterface
public interface Handler {
    FhirResponse handle(FhirRequest request);
}
