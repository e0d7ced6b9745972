package dev.syncline.allinone;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Names the rules of the specification that an end-to-end test proves; `docs/reference/spec-coverage.md` is made of these.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Proves {

    /// Such as `S24`, `A4`.
    String[] value();
}
