/** The YAML service's worker. A file of our own around it, so that the development server bundles what it imports. */
import 'monaco-yaml/yaml.worker.js';
