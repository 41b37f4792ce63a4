package org.casebook.http;

/**
 * How much one request may bring.
 *
 * @param body bytes, after decompression
 * @param bytesPerSecond the slowest pace of a body, from its tenth second on
 * @param text what a body may be like
 * @param entries entries of a batch or transaction
 * @param work how long it may take
 * @param admission how much all of them together may bring
 */
public record RequestLimits(
        long body, long bytesPerSecond, TextLimits text, int entries, WorkLimit work, Admission admission) {}
