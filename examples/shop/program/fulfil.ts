import { Orders } from "./orders";

/** Carries an order out. A job may come twice, and is done once. @throws Error when there is no such order. */
export async function fulfil(orders: Orders, job: string): Promise<void> {
  const { order } = JSON.parse(job) as { order: string };
  if (!(await orders.fulfil(order))) throw new Error(`There is no order ${order}.`);
  console.log(`Order ${order} is fulfilled.`);
}
