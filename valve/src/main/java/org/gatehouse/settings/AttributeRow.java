package org.gatehouse.settings;

/**
 * What an attribute's row of the documentation says besides its name and values.
 *
 * @param meaning one sentence
 * @param consequence what it means for security: one sentence
 * @param standard what holds if the attribute is left out
 */
public record AttributeRow(String meaning, String consequence, String standard) {}
