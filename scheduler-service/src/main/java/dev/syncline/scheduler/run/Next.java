package dev.syncline.scheduler.run;

import java.util.List;

/// What follows from an event: the next state, and what is to be done.
record Next<S, E>(S state, List<E> effects) {

    Next {
        effects = List.copyOf(effects);
    }

    static <S, E> Next<S, E> stay(S state) {
        return new Next<>(state, List.of());
    }

    static <S, E> Next<S, E> to(S state, E effect) {
        return new Next<>(state, List.of(effect));
    }
}
