package org.gatehouse.settings;

import java.time.Instant;

/**
 * What a file system knows of a file without its content.
 *
 * @param identity tells the file from another one that has taken its place; of any form
 * @param changed when its content or its place last changed, by the file system's clock
 * @param size in bytes
 */
public record FileStamp(String identity, Instant changed, long size) {}
