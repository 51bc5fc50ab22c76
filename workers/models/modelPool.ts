/** The installation's own models, which answer leads, and clients of tenants without a key of their own. */
export interface ModelPool {
  /** Whether the installation has anything to answer with: a key of the pool, or Vertex AI. */
  hasPool(): Promise<boolean>;
}
