package dev.syncline.scheduler.run.state;

import java.util.List;

/// What follows from an event: the next state, and what is to be done.
public record Transition<S, E>(S state, List<E> effects) {

    public Transition {
        effects = List.copyOf(effects);
    }

    public static <S, E> Transition<S, E> stay(S state) {
        return new Transition<>(state, List.of());
    }

    public static <S, E> Transition<S, E> to(S state, E effect) {
        return new Transition<>(state, List.of(effect));
    }
}
