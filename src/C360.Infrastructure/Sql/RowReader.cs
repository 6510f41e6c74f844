using System.Linq.Expressions;
using System.Reflection;

namespace C360.Infrastructure.Sql;

/// <summary>
/// Reads the current row of an engine's reader into a record: the constructor's parameters are the columns, in order. The reader is any type with
/// <c>IsNull(int)</c> and a method per type (<c>String</c>, <c>Int32</c>, <c>Int64</c>, <c>Decimal</c>, <c>Double</c>, <c>Boolean</c>, <c>Date</c>,
/// <c>Timestamp</c>) that takes the column's index.
/// </summary>
/// <typeparam name="TReader">The engine's reader.</typeparam>
/// <typeparam name="TRow">The record.</typeparam>
internal static class RowReader<TReader, TRow>
{
    /// <summary>Reads the current row; compiled once per reader and record.</summary>
    public static Func<TReader, TRow> Read { get; } = Compile();

    private static Func<TReader, TRow> Compile()
    {
        ConstructorInfo constructor = typeof(TRow)
            .GetConstructors()
            .OrderByDescending(candidate => candidate.GetParameters().Length)
            .First();
        ParameterExpression reader = Expression.Parameter(typeof(TReader), "reader");
        IEnumerable<Expression> values = constructor.GetParameters().Select((parameter, column) => Value(reader, parameter, column));
        return Expression.Lambda<Func<TReader, TRow>>(Expression.New(constructor, values), reader).Compile();
    }

    private static Expression Value(ParameterExpression reader, ParameterInfo parameter, int column)
    {
        Expression index = Expression.Constant(column);
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        Expression value = Expression.Call(reader, Getter(type), index);
        if (!IsNullable(parameter))
            return value;
        return Expression.Condition(
            Expression.Call(reader, Method("IsNull"), index),
            Expression.Default(parameter.ParameterType),
            Expression.Convert(value, parameter.ParameterType)
        );
    }

    private static bool IsNullable(ParameterInfo parameter) =>
        Nullable.GetUnderlyingType(parameter.ParameterType) is not null
        || (!parameter.ParameterType.IsValueType && new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable);

    private static MethodInfo Getter(Type type) =>
        type == typeof(DateOnly) ? Method("Date")
        : type == typeof(DateTime) ? Method("Timestamp")
        : Method(type.Name);

    private static MethodInfo Method(string name) =>
        typeof(TReader).GetMethod(name, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, [typeof(int)])
        ?? throw new NotSupportedException($"{typeof(TReader).Name} has no {name}(int), which {typeof(TRow).Name} needs");
}
