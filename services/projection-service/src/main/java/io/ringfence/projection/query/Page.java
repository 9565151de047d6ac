package io.ringfence.projection.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a list; {@code nextCursor} asks for the next one and is null in the last. */
public record Page<T>(List<T> items, @Nullable String nextCursor, Watermark watermark) {}
