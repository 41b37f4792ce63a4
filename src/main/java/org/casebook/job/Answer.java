package org.casebook.job;

/** What came of a job: an HTTP status and the bytes that are kept for whoever asks. */
public record Answer(int status, byte[] content) {}
