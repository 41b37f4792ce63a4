/**
 * Owns the way to the database: connections, transactions, prepared statements, the schema's migrations, and the
 * translation of SQL states into Casebook's errors. It uses JDBC, HikariCP and Flyway. It must never import FHIR types,
 * the store or HTTP.
 */
@NullMarked
package org.casebook.jdbc;

import org.jspecify.annotations.NullMarked;
