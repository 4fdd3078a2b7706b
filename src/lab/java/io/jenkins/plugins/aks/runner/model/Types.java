package io.jenkins.plugins.aks.runner.model;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;

/** What the binder needs to know of {@link Type}. */
final class Types {

    private Types() {}

    static Class<?> erase(Type type) {
        if (type instanceof Class<?> c) {
            return c;
        }
        if (type instanceof ParameterizedType p) {
            return erase(p.getRawType());
        }
        if (type instanceof WildcardType w) {
            return erase(w.getUpperBounds()[0]);
        }
        if (type instanceof GenericArrayType a) {
            return erase(a.getGenericComponentType()).arrayType();
        }
        return Object.class;
    }

    /** The {@code index}-th type argument, or Object for a raw type. */
    static Type argument(Type type, int index) {
        return type instanceof ParameterizedType p ? p.getActualTypeArguments()[index] : Object.class;
    }

    static Class<?> boxed(Class<?> type) {
        return type.isPrimitive()
                ? java.lang.invoke.MethodType.methodType(type).wrap().returnType()
                : type;
    }

    /** What Java gives a primitive that nobody set. */
    static Object zero(Class<?> type) {
        return type.isPrimitive() ? java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0) : null;
    }
}
