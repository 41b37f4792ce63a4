package org.casebook.index;

/** A place on earth in degrees (WGS84), for {@code near} (R4 section 8.7.6). */
public record PositionValue(double latitude, double longitude) implements IndexValue {}
