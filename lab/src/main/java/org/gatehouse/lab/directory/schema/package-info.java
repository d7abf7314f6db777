/**
 * The schema: which attributes and object classes there are, read from the class path into ApacheDS's registries. Text from
 * outside that the schema has to judge comes in by {@link org.gatehouse.lab.directory.schema.SchemaText}.
 */
@NullMarked
package org.gatehouse.lab.directory.schema;

import org.jspecify.annotations.NullMarked;
