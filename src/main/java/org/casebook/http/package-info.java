/**
 * Owns HTTP: routing, content negotiation, headers, the rendering of resources, bundles and errors, on HAPI's
 * RestfulServer. It uses the interactions and translates between them and the wire, without logic of its own. HAPI's
 * server, servlet and Jetty types stop here: it must never import the store's SQL, the server or the command line.
 */
@NullMarked
package org.casebook.http;

import org.jspecify.annotations.NullMarked;
