package org.jbeam.term;

import java.util.Arrays;

/** The explicit stack of a walk over terms: pairs of objects, each pair with a number. Nothing is allocated until the first push. */
final class WorkStack {
    private static final Object[] EMPTY = {};
    private static final int FIRST_CAPACITY = 8;

    private Object[] objects = EMPTY;
    private int[] numbers;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void push(Object first, Object second, int number) {
        if (2 * size == objects.length) {
            grow();
        }
        objects[2 * size] = first;
        objects[2 * size + 1] = second;
        numbers[size++] = number;
    }

    private void grow() {
        if (size == 0) {
            objects = new Object[2 * FIRST_CAPACITY];
            numbers = new int[FIRST_CAPACITY];
        } else {
            objects = Arrays.copyOf(objects, 4 * size);
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
    }

    Object first() {
        return objects[2 * size - 2];
    }

    Object second() {
        return objects[2 * size - 1];
    }

    void second(Object second) {
        objects[2 * size - 1] = second;
    }

    int number() {
        return numbers[size - 1];
    }

    void number(int number) {
        numbers[size - 1] = number;
    }

    void pop() {
        size--;
        objects[2 * size] = null;
        objects[2 * size + 1] = null;
    }
}
