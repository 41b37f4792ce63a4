/**
 * Owns GraphQL over the store (R4 section 3.1.7): HL7's own engine with this server's reads and searches under it. It uses
 * HAPI's model classes, which that engine works on. It must never import HTTP or HAPI's server.
 */
@NullMarked
package org.casebook.interaction.graphql;

import org.jspecify.annotations.NullMarked;
