import type { Database, Row, SqlValue } from '../store/database.ts'

/** A database that notes how its engine goes about each statement. */
export function explained(database: Database, plans: Map<string, string>): Database {
  const explain = async (on: Database, sql: string, parameters: SqlValue[]) => {
    if (!/^\s*(SELECT|UPDATE|DELETE)/.test(sql)) return
    const explanation = on.engine === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'
    const steps: Row[] = await on.all(`${explanation} ${sql}`, ...parameters)
    plans.set(sql, steps.map((step) => String(step['detail'] ?? step['QUERY PLAN'])).join('; '))
  }
  const over = (on: Database): Database => ({
    ...on,
    async run(sql, ...parameters) {
      await explain(on, sql, parameters)
      return on.run(sql, ...parameters)
    },
    async all(sql, ...parameters) {
      await explain(on, sql, parameters)
      return on.all(sql, ...parameters)
    },
    transaction: (work) => on.transaction((inner) => work(over(inner))),
  })
  return over(database)
}
