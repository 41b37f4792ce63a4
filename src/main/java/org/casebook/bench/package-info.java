/**
 * Owns the benchmark: a data set made from a seed, a lean HTTP client, the measures, the tables and the chart. It speaks
 * to a server only over HTTP, so that any FHIR server can be measured, and uses {@code fhir} for JSON. It must never
 * import the server or a room under it, and only the command line imports it.
 */
@NullMarked
package org.casebook.bench;

import org.jspecify.annotations.NullMarked;
